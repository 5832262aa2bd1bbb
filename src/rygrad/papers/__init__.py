"""Papers: the plan as a PDF and a calendar file, QR codes and charts, for whoever shows or sends them."""
