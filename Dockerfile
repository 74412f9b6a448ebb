# Mi Comedor's image: the web server (as it is) and the counter (`docker run … flask --app wsgi rollups follow`).
# deploy/rehearse_image.py carries these very steps out where there is no Docker; docs/deploy.md says how the image is used.
ARG PYTHON=python:3.11.13-slim-bookworm

# The front end, minified and compressed, and the catalogues: Node comes from the virtual environment and stays behind in this stage.
FROM ${PYTHON} AS front-end
WORKDIR /opt/mi-comedor
RUN apt-get update \
    && apt-get install --yes --no-install-recommends make \
    && rm -rf /var/lib/apt/lists/*
COPY Makefile requirements.txt requirements-build.txt package.json package-lock.json .npmrc ./
COPY deploy/make-venv deploy/make-venv
RUN make .venv/.run node_modules/.package-lock.json
COPY deploy/build.mjs deploy/sprite.mjs deploy/tightened.mjs deploy/
COPY static static
COPY translations translations
RUN make release

# The server's packages, each at its pinned version, without pip's cache.
FROM ${PYTHON} AS packages
WORKDIR /opt/mi-comedor
COPY requirements.txt ./
RUN python3 -m venv .venv \
    && .venv/bin/python -m pip install --no-cache-dir --disable-pip-version-check --only-binary :all: --requirement requirements.txt

FROM ${PYTHON}
LABEL org.opencontainers.image.title="Mi Comedor" \
      org.opencontainers.image.description="The notebook of Peru's soup kitchens"
# Nobody signs in as this user; its number is fixed so that a volume keeps its owner.
RUN useradd --system --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin mi-comedor \
    && install --directory --owner=mi-comedor --group=mi-comedor --mode=0700 /var/lib/mi-comedor
WORKDIR /opt/mi-comedor
COPY --from=packages /opt/mi-comedor/.venv .venv
COPY wsgi.py pyproject.toml ./
COPY deploy/gunicorn.py deploy/gunicorn.py
COPY app app
COPY migrations migrations
COPY templates templates
COPY --from=front-end /opt/mi-comedor/translations translations
COPY --from=front-end /opt/mi-comedor/static static
# Compiled once, because the user may not write here.
RUN .venv/bin/python -m compileall -q app migrations wsgi.py
ENV PATH=/opt/mi-comedor/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    MI_COMEDOR_ENV=production \
    MI_COMEDOR_INSTANCE=/var/lib/mi-comedor \
    MI_COMEDOR_JOURNAL=/var/lib/mi-comedor/journal.jsonl
USER 10001
VOLUME /var/lib/mi-comedor
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/salud', timeout=4)"]
CMD ["gunicorn", "--config", "deploy/gunicorn.py", "--bind", "0.0.0.0:8000", "wsgi:app"]
