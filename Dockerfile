# One image for web, worker, beat and migrate; compose.yaml says which command each runs.
FROM python:3.11-slim-bookworm

RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /srv/brusoc/app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY . .

# The processes run as an account that owns its files, its static files and nothing else.
RUN useradd --system --home-dir /srv/brusoc brusoc \
    && mkdir -p /srv/brusoc/files /srv/brusoc/static /srv/brusoc/local \
    && BRUSOC_HOME=/tmp/build python manage.py messages_compile && rm -r /tmp/build \
    && chown -R brusoc /srv/brusoc/files /srv/brusoc/static /srv/brusoc/local
ENV BRUSOC_HOME=/srv/brusoc/local FILES_DIR=/srv/brusoc/files STATIC_ROOT=/srv/brusoc/static \
    STATIC_COMPRESSED=True PYTHONUNBUFFERED=1
USER brusoc
EXPOSE 8000
CMD ["gunicorn", "brusoc.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "2", \
     "--threads", "4", "--no-control-socket", "--graceful-timeout", "30"]
