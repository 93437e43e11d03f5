# Hippique Orchestrator in a container: docs/cloud.md says how it is used, and what of it was not run for real.
# No part needs BuildKit, so that Cloud Build's plain builder makes it as well.

# An SDK that global.json accepts.
ARG SDK=10.0.401
FROM mcr.microsoft.com/dotnet/sdk:${SDK}-noble AS build
WORKDIR /source
COPY . .
# Release holds machine code beside the IL (eng/crossgen), for the machine that builds: build for linux/amd64 where the service runs on that.
RUN dotnet publish src/Hippique/Hippique.csproj -c Release -o /out/app --nologo
# What no Linux with glibc loads, and what only an editor reads.
RUN find /out/app/runtimes -mindepth 1 -maxdepth 1 ! -name linux-x64 ! -name linux-arm64 -exec rm -rf {} + \
 && find /out/app -maxdepth 1 \( -name '*.xml' -o -name web.config \) -delete \
 && install -d -m 700 /out/data

# Without shell and package manager; "extra" holds ICU (French on the screens) and the time zones.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra
LABEL org.opencontainers.image.title="Hippique Orchestrator" \
      org.opencontainers.image.description="Plans a French racing day, analyses each race before its off, says which tickets are worth buying. It never bets." \
      org.opencontainers.image.documentation="docs/cloud.md"
COPY --from=build /out/app /app
# The folder is made above, because nothing here could make it; a new volume takes over its owner and mode.
COPY --from=build --chown=$APP_UID:$APP_UID /out/data /data
ENV DATA_DIR=/data \
    TZ=Europe/Paris \
    DOTNET_EnableDiagnostics_IPC=0
USER $APP_UID
WORKDIR /app
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 CMD ["/app/hippique", "health"]
ENTRYPOINT ["/app/hippique"]
CMD ["serve"]
