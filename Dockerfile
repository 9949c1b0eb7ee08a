# syntax=docker/dockerfile:1
# One image for every part of HKIN: web, worker, beat, deliver and migrate differ in their command only.

FROM node:22-slim AS assets
WORKDIR /hkin
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts

FROM python:3.13-slim AS packages
RUN python -m venv /venv
COPY requirements.txt .
RUN /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt

FROM python:3.13-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin hkin \
    && install --directory --owner hkin --mode 0700 /var/lib/hkin
WORKDIR /hkin
COPY --from=packages /venv /venv
COPY . .
RUN --mount=type=bind,from=assets,source=/hkin/node_modules,target=/hkin/node_modules \
    python -m compileall -q hkin network signals \
    && python hkin/devstack/translations.py \
    && HKIN_SECRET_KEY=only-while-building python manage.py collectstatic --noinput --verbosity 0
USER hkin
EXPOSE 8000
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", "--preload", "--no-control-socket", \
     "--worker-tmp-dir", "/dev/shm", "hkin.wsgi"]
