# One image for every process of Mùa; the command decides: api, worker, migrate.
FROM node:20-bookworm-slim AS build
WORKDIR /mua
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:20-bookworm-slim
ENV NODE_ENV=production TZ=UTC
WORKDIR /mua
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev && npm cache clean --force
COPY --from=build /mua/domain ./domain
COPY --from=build /mua/codec ./codec
COPY --from=build /mua/sheets ./sheets
COPY --from=build /mua/plans ./plans
COPY --from=build /mua/workflows ./workflows
COPY --from=build /mua/activities ./activities
COPY --from=build /mua/db ./db
COPY --from=build /mua/api ./api
COPY --from=build /mua/portal ./portal
COPY --from=build /mua/console/dist ./console/dist
COPY --from=build /mua/tsconfig.base.json ./
RUN mkdir -p /data && chown node:node /data
USER node
VOLUME /data
ENV MUA_DATA=/data
CMD ["node", "--import", "tsx", "api/server.ts"]
