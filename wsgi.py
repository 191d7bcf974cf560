"""The WSGI entry point: `gunicorn wsgi:app`, `flask --app wsgi ...`."""

from casework.app import create_app
from casework.demo.guard import only_here
from casework.headers import ALWAYS
from casework.instance import Kind, kind_of

app = create_app()
_config = app.extensions["sahayatri_config"]
app.wsgi_app = only_here(app.wsgi_app, lambda: kind_of(_config) is Kind.DEMO, ALWAYS)  # type: ignore[assignment,method-assign]
