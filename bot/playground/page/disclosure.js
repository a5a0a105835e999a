// A button that opens a small panel below it; Escape, a press elsewhere or leaving it closes the panel.

/** Joins `button` and `panel`; returns {open, close}. */
export function disclose(button, panel, { onOpen = () => {}, onClose = () => {} } = {}) {
  button.setAttribute("aria-expanded", "false");
  const close = () => {
    if (panel.hidden) return;
    panel.hidden = true;
    button.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside);
    onClose();
  };
  const open = () => {
    panel.hidden = false;
    button.setAttribute("aria-expanded", "true");
    document.addEventListener("pointerdown", outside);
    onOpen();
  };
  const outside = (event) => {
    if (!panel.contains(event.target) && !button.contains(event.target)) close();
  };
  button.addEventListener("click", () => (panel.hidden ? open() : close()));
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    close();
    button.focus();
  });
  panel.addEventListener("focusout", (event) => {
    const to = event.relatedTarget;
    if (to && !panel.contains(to) && !button.contains(to)) close();
  });
  return { open, close };
}
