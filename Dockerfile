# docker build -t parley .
# docker run -p 3000:3000 -e HTTP_API_KEY=... -v parley-data:/opt/parley/var parley

FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /build
COPY pom.xml LICENSE ./
COPY .mvn .mvn
COPY conf conf
COPY modules modules
RUN mvn -B --no-transfer-progress -DskipTests -Dspotless.check.skip=true -pl modules/server -am package

FROM eclipse-temurin:25-jre
ENV PARLEY_HOME=/opt/parley \
    PARLEY_MODE=production
WORKDIR /opt/parley
COPY conf conf
COPY --from=build /build/modules/server/target/parley.jar ./
# What a node without MONGODB_URI keeps itself.
RUN mkdir var && chown 10001 var && chmod 700 var
VOLUME /opt/parley/var
# A number, so that an orchestrator can tell that it is not root.
USER 10001
EXPOSE 3000
# Bash speaks enough HTTP; a second Java would cost as much memory as the node.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["bash", "-c", \
  "exec 3<>/dev/tcp/127.0.0.1/${PORT:-3000} && printf 'GET /health/ready HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r -t 4 _ status _ <&3 && [[ $status == 200 ]]"]
# Java itself is process 1, so that SIGTERM reaches it.
ENTRYPOINT ["java", "@/opt/parley/conf/jvm.options", "@/opt/parley/conf/jvm-25.options", \
  "-Dlogback.configurationFile=/opt/parley/conf/logback.xml", "-jar", "/opt/parley/parley.jar"]
CMD ["serve"]
