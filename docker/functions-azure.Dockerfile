# The functions on the Azure Functions host, for clusters that scale them with its extensions. Built from the repository's
# root: docker build -f docker/functions-azure.Dockerfile -t yixun/functions-azure .

# Microsoft publishes this base without patch versions: pin the digest of the one that you tested,
# --build-arg AZURE_FUNCTIONS=mcr.microsoft.com/azure-functions/dotnet-isolated:4-dotnet-isolated10.0@sha256:…
ARG SDK=mcr.microsoft.com/dotnet/sdk:10.0.401-noble
ARG AZURE_FUNCTIONS=mcr.microsoft.com/azure-functions/dotnet-isolated:4-dotnet-isolated10.0

FROM ${SDK} AS projects
WORKDIR /source
COPY . .
RUN mkdir /projects \
  && find . \( -name '*.csproj' -o -name 'Directory.*.props' -o -name global.json \) -print0 \
  | tar --null --create --files-from=- | tar --extract --directory=/projects

FROM ${SDK} AS build
ENV DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 NUGET_XMLDOC_MODE=skip
WORKDIR /source
COPY --from=projects /projects .
RUN dotnet restore functions/Yixun.Functions.Azure
COPY . .
ARG REVISION=
RUN dotnet publish functions/Yixun.Functions.Azure --configuration Release --no-restore --output /out -v quiet \
  -p:SourceRevisionId="$REVISION" -p:DebugType=none -p:RunAnalyzers=false

FROM ${AZURE_FUNCTIONS}
ARG VERSION=0.1.0
ARG REVISION=
LABEL org.opencontainers.image.title="Yixun functions (Azure)" \
  org.opencontainers.image.description="API, queues and timers of the hospital's SMS platform on the Azure Functions host" \
  org.opencontainers.image.vendor="Yixun" \
  org.opencontainers.image.licenses="MIT" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${REVISION}"
# The host listens above 1024 and writes to /tmp alone, so that neither root nor a writable file system is needed.
ENV AzureWebJobsScriptRoot=/home/site/wwwroot \
  AzureFunctionsJobHost__Logging__Console__IsEnabled=true \
  AzureFunctionsJobHost__Logging__FileLoggingMode=Never \
  FUNCTIONS_WORKER_RUNTIME=dotnet-isolated \
  ASPNETCORE_URLS=http://+:7071 \
  HOME=/tmp \
  DOTNET_EnableDiagnostics=0
COPY docker/healthcheck /usr/local/bin/healthcheck
COPY --from=build /out /home/site/wwwroot
USER 1654:1654
EXPOSE 7071
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s --retries=3 CMD ["healthcheck", "7071", "/health/ready"]
