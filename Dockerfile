# docker build -t parley .
# docker run -p 3000:3000 -e HTTP_API_KEY=... -v parley-data:/opt/parley/var --stop-timeout 30 parley
#
# Nothing is written but in /opt/parley/var and /tmp: --read-only --tmpfs /tmp --cap-drop ALL may stand in front of it.
# conf/compose and conf/kubernetes start it among others.

ARG BUILD_IMAGE=docker.io/library/maven:3-eclipse-temurin-25
ARG RUN_IMAGE=docker.io/library/eclipse-temurin:25-jre

FROM ${BUILD_IMAGE} AS build
WORKDIR /build
COPY pom.xml LICENSE ./
COPY .mvn .mvn
COPY conf conf
COPY modules modules
RUN mvn -B --no-transfer-progress -DskipTests -Dspotless.check.skip=true -pl modules/server -am package
# Java would unpack them at each start into /tmp, which may be one that runs nothing.
RUN mkdir lib && cd lib && jar xf ../modules/server/target/parley.jar META-INF/native && mv META-INF/native/*.so . \
  && rm -r META-INF

FROM ${RUN_IMAGE} AS node
WORKDIR /opt/parley
COPY LICENSE ./
COPY conf/jvm.options conf/jvm-25.options conf/logback.xml conf/parley.yaml conf/
COPY --from=build /build/lib lib
COPY --from=build /build/modules/server/target/parley.jar ./
# What a node without MONGODB_URI keeps itself.
RUN mkdir var && chown 10001:10001 var && chmod 700 var

# What Java learns of a node under load holds for this jar, this Java and this path alone.
FROM node AS learned
ARG AOT_SECONDS=20
COPY scripts/aot scripts/lib.sh scripts/
# It plays the clients; no image of Java has to have it.
RUN command -v curl || (apt-get update -qq && apt-get install -y -qq --no-install-recommends curl)
RUN AOT_JAR=/opt/parley/parley.jar scripts/aot "$AOT_SECONDS"

FROM node
LABEL org.opencontainers.image.title="Parley" \
      org.opencontainers.image.description="A clustered real-time messaging server for stock Socket.IO clients" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=learned /opt/parley/var/parley.aot ./
ENV PARLEY_HOME=/opt/parley \
    PARLEY_MODE=production \
    PARLEY_MANAGEMENT_PORT=9100
VOLUME /opt/parley/var
# A number, so that an orchestrator can tell that it is not root.
USER 10001:10001
EXPOSE 3000
# It lets its clients go (shutdown.*), and ends 11 s after shutdown.timeout at the latest: give it as much.
STOPSIGNAL SIGTERM
# Bash speaks enough HTTP; a second Java would cost as much memory as the node.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["bash", "-c", \
  "exec 3<>/dev/tcp/127.0.0.1/${PARLEY_MANAGEMENT_PORT:-${PORT:-3000}} && printf 'GET /health/ready HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r -t 4 _ status _ <&3 && [[ $status == 200 ]]"]
# Java itself is process 1, so that SIGTERM reaches it. It may have half of the container's memory for objects, where it would
# take a quarter; what is on its way to clients lies beside them. JAVA_TOOL_OPTIONS holds further flags.
ENTRYPOINT ["java", "@/opt/parley/conf/jvm.options", "@/opt/parley/conf/jvm-25.options", "-XX:MaxRAMPercentage=50", \
  "-XX:AOTCache=/opt/parley/parley.aot", "-Xlog:aot*=error", "-Djava.library.path=/opt/parley/lib", \
  "-Dlogback.configurationFile=/opt/parley/conf/logback.xml", "-jar", "/opt/parley/parley.jar"]
CMD ["serve"]
