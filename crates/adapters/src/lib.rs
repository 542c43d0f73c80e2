//! What plugs into app's ports: SMTP, PDF, company register
