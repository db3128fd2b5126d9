# Web and worker from one image; docker-compose.yml says which program a container runs.
FROM node:22-slim AS front-end
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY static ./static
RUN npm run build

FROM python:3.11-slim AS packages
COPY requirements.txt .
RUN python -m venv /opt/packages && /opt/packages/bin/pip install --no-cache-dir --require-hashes -r requirements.txt

FROM python:3.11-slim
ENV PATH=/opt/packages/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DATA_DIR=/data BIND=0.0.0.0:8000
RUN useradd --system --uid 10001 --home-dir /data pbr && install -d -o pbr -g pbr -m 700 /data
COPY --from=packages /opt/packages /opt/packages
WORKDIR /app
COPY . .
COPY --from=front-end /build/static/dist ./static/dist
USER pbr
VOLUME /data
EXPOSE 8000
CMD ["python", "-m", "tools.serve", "web"]
