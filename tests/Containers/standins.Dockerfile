# Local stand-ins for the base images where no registry is reached: Debian's packages, with the names, users, paths and
# entrances of the official images that the compose files rely on.
FROM scratch AS debian
ADD debian.tar /
COPY ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
SHELL ["/usr/bin/bash", "-c"]
# What the packages' own scripts would have done.
RUN ldconfig \
  && cp /usr/share/base-passwd/passwd.master /etc/passwd && cp /usr/share/base-passwd/group.master /etc/group \
  && ln -s mawk /usr/bin/awk && install -d -m 1777 /tmp /var/tmp && install -d /run /root /home && ln -s /run /var/run

FROM debian AS aspnet
ENV APP_UID=1654 ASPNETCORE_HTTP_PORTS=8080 DOTNET_RUNNING_IN_CONTAINER=true
RUN groupadd --gid 1654 app && useradd --no-log-init --uid 1654 --gid 1654 --create-home app
COPY dotnet/dotnet /usr/share/dotnet/
COPY dotnet/host /usr/share/dotnet/host
COPY dotnet/shared /usr/share/dotnet/shared
RUN ln -s /usr/share/dotnet/dotnet /usr/bin/dotnet

FROM aspnet AS sdk
COPY dotnet /usr/share/dotnet

FROM debian AS rabbitmq
ADD rabbitmq-server.tar /
RUN groupadd --gid 999 --system rabbitmq \
  && useradd --uid 999 --system --gid rabbitmq --home-dir /var/lib/rabbitmq rabbitmq \
  && ldconfig && rm -rf /var/lib/rabbitmq /var/log/rabbitmq \
  && install -d -o rabbitmq -g rabbitmq /var/lib/rabbitmq /var/log/rabbitmq && install -d /etc/rabbitmq/conf.d
ENV HOME=/var/lib/rabbitmq RABBITMQ_LOGS=- PATH=/usr/lib/rabbitmq/bin:/usr/bin:/bin:/usr/sbin:/sbin
COPY rabbitmq-entrypoint /usr/local/bin/entrypoint
VOLUME /var/lib/rabbitmq
EXPOSE 5672
ENTRYPOINT ["/usr/local/bin/entrypoint"]
CMD ["rabbitmq-server"]

FROM debian AS redis
ADD redis-server.tar /
RUN groupadd --gid 999 --system redis && useradd --uid 999 --system --gid redis --home-dir /data redis \
  && ldconfig && install -d -o redis -g redis /data
COPY redis-entrypoint /usr/local/bin/entrypoint
WORKDIR /data
VOLUME /data
EXPOSE 6379
ENTRYPOINT ["/usr/local/bin/entrypoint"]
CMD ["redis-server"]

FROM debian AS postgres
ADD postgresql-15.tar /
RUN groupadd --gid 999 --system postgres && useradd --uid 999 --system --gid postgres --home-dir /var/lib/postgresql postgres \
  && ldconfig && install -d -o postgres -g postgres -m 0700 /var/lib/postgresql/data \
  && install -d -o postgres -g postgres /var/run/postgresql
ENV PATH=/usr/lib/postgresql/15/bin:/usr/bin:/bin:/usr/sbin:/sbin PGDATA=/var/lib/postgresql/data
COPY postgres-entrypoint /usr/local/bin/entrypoint
VOLUME /var/lib/postgresql/data
EXPOSE 5432
STOPSIGNAL SIGINT
ENTRYPOINT ["/usr/local/bin/entrypoint"]
CMD ["postgres"]
