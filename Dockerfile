# "app" runs web, worker, beat and migrations; "proxy" is Caddy without root.
# Python and Debian are those that ./bt test runs on.
FROM python:3.11-slim-bookworm AS packages
COPY requirements/production.txt /
RUN python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --no-deps --require-hashes -r /production.txt

FROM python:3.11-slim-bookworm AS app
RUN apt-get update \
 && apt-get install --yes --no-install-recommends \
    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
 && rm -rf /var/lib/apt/lists/*
COPY --from=packages /venv /venv
ENV PATH=/venv/bin:$PATH HOME=/tmp \
    PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    SOURCE_DATE_EPOCH=1767225600 \
    BT_PRODUCTION=1 BT_STATIC_ROOT=/app/staticfiles
WORKDIR /app
COPY . .
RUN SECRET_KEY=only-for-collectstatic python manage.py collectstatic --no-input
USER 10001:10001

FROM caddy:2.10-alpine AS proxy
# It listens above 1024, so it needs no capability, and may not be given one.
RUN setcap -r /usr/bin/caddy && chown -R 10001:10001 /config /data
COPY deploy/Caddyfile /etc/caddy/Caddyfile
USER 10001:10001
