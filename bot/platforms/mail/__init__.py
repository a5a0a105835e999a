"""E-mail: what the bot says goes out by SMTP or GOV.UK Notify; what people do, they do on pages."""
