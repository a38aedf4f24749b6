"""What people see: addresses, texts, figures, documents and pages."""
