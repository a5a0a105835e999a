# Teapoint in a container: two stages, so that the last one holds no build tools.
# It runs as an ordinary user (10001), and all it ever writes is under /data and /tmp.

FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/teapoint
WORKDIR /app
COPY requirements/app.txt requirements/app.txt
RUN /opt/teapoint/bin/pip install --require-hashes --only-binary=:all: -r requirements/app.txt
COPY pyproject.toml README.md LICENSE ./
COPY alembic alembic
COPY storage storage
COPY jobs jobs
COPY bot bot
# Editable: the migrations are found beside the packages, as in a checkout.
RUN /opt/teapoint/bin/pip install --no-deps --no-build-isolation --editable . \
    && /opt/teapoint/bin/python -m compileall -q bot jobs storage

FROM python:3.11-slim-bookworm
RUN groupadd --gid 10001 teapoint \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin teapoint \
    && install -d -o 10001 -g 10001 -m 0700 /data
COPY --from=build /opt/teapoint /opt/teapoint
COPY --from=build /app /app
ENV PATH=/opt/teapoint/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    MPLCONFIGDIR=/tmp/matplotlib \
    TEAPOINT_HOST=0.0.0.0 \
    TEAPOINT_PORT=8080
# The usual database, data/teapoint.db, is relative: from / it lies on the volume.
WORKDIR /
VOLUME /data
USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ['TEAPOINT_PORT'] + '/healthz', timeout=4)"]
CMD ["teapoint", "run"]
