# Copyright Sluice contributors
# SPDX-License-Identifier: Apache-2.0
#
# The images of gateway, simulator and local AWS, one target each:
#
#   docker build --target gateway -t sluice-gateway .
#
# A Java runtime of just the modules that are used is linked from Eclipse Temurin and put on a base
# that needs to have no more than glibc: no shell, no package manager. Works with BuildKit and without.

ARG JDK_IMAGE=eclipse-temurin:17-jdk
ARG BASE_IMAGE=gcr.io/distroless/base-nossl-debian12

# ---- a Java runtime, with the archive of its own classes
FROM ${JDK_IMAGE} AS java
# java.desktop is for java.beans, which SnakeYAML asks for: without native libraries, and with less of
# its windows and sounds (a package may not go entirely)
ARG JAVA_MODULES=java.base,java.desktop,java.logging,java.management,java.naming,java.net.http,java.security.jgss,java.sql,java.xml,jdk.crypto.ec,jdk.httpserver,jdk.management,jdk.unsupported,jdk.zipfs
RUN jlink --add-modules "$JAVA_MODULES" --strip-java-debug-attributes --no-header-files --no-man-pages --compress=2 \
        --exclude-files '/java.desktop/lib/**' \
        --exclude-resources 'regex:/java\.desktop/(com/sun/(java/swing|media|imageio)|sun/(font|java2d|print|swing)|sun/awt/X11|javax/(swing|sound|imageio|print))/.*[$].*' \
        --output /opt/jre \
    # what it loads beside glibc, for a base that has no more
    && find /opt/jre -type f \( -name '*.so' -o -name java \) -exec ldd {} + \
        | awk '/lib(z|stdc\+\+|gcc_s)\.so/ { print $3 }' | sort -u | xargs -r -I LIBRARY cp -L LIBRARY /opt/jre/lib/ \
    && /opt/jre/bin/java -XX:+UseSerialGC -Xshare:dump >/dev/null

# ---- the jars, by the checkout's own Maven wrapper; and the archives of their classes, from a run of
# all three together, which let a JVM start in half the time
FROM java AS jars
WORKDIR /src
COPY . .
RUN ./mvnw -B -q -ntp -Dquick -Dsluice.launcher -pl gateway,simulator,local-aws -am package \
    && for module in gateway simulator local-aws; do build/image-layout "$module" "/out/$module" "/app/$module"; done \
    && build/image-rehearsal /app /out \
    && rm -rf /src/*

# ---- what all three have: the runtime, and folders that a user without a name may write
FROM ${BASE_IMAGE} AS base
COPY --from=java /opt/jre /opt/jre
COPY --from=jars --chown=10001:10001 /out/data /data
ENV PATH=/opt/jre/bin:/usr/bin:/bin JAVA_HOME=/opt/jre LANG=C.UTF-8 MALLOC_ARENA_MAX=2
USER 10001:10001
WORKDIR /data
VOLUME ["/data"]
STOPSIGNAL SIGTERM

FROM base AS gateway
COPY --from=jars /out/gateway/libraries/ /app/gateway/
COPY --from=jars /out/gateway/ours/ /app/gateway/
EXPOSE 8080
ENV SLUICE_DATA_DIRECTORY=/data SLUICE_ADMIN_HOST=0.0.0.0
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["/opt/jre/bin/java", "@/app/gateway/probe.options", "http://127.0.0.1:8080/healthz/live"]
ENTRYPOINT ["/opt/jre/bin/java", "@/app/gateway/java.options"]
CMD ["run"]
LABEL org.opencontainers.image.title="Sluice gateway" \
      org.opencontainers.image.description="MQTT to Amazon Data Firehose, nothing acknowledged lost" \
      org.opencontainers.image.licenses="Apache-2.0"

FROM base AS simulator
COPY --from=jars /out/simulator/libraries/ /app/simulator/
COPY --from=jars /out/simulator/ours/ /app/simulator/
ENTRYPOINT ["/opt/jre/bin/java", "@/app/simulator/java.options"]
CMD ["simulate", "--help"]
LABEL org.opencontainers.image.title="Sluice simulator" \
      org.opencontainers.image.description="Devices that publish sensor readings over MQTT, and a ledger of them" \
      org.opencontainers.image.licenses="Apache-2.0"

FROM base AS local-aws
COPY --from=jars /out/local-aws/libraries/ /app/local-aws/
COPY --from=jars /out/local-aws/ours/ /app/local-aws/
EXPOSE 4566 8883
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s --retries=5 \
    CMD ["/opt/jre/bin/java", "@/app/local-aws/probe.options", "http://127.0.0.1:4566/_local/meter"]
ENTRYPOINT ["/opt/jre/bin/java", "@/app/local-aws/java.options"]
CMD ["local-aws", "--host", "0.0.0.0", "--data", "/data"]
LABEL org.opencontainers.image.title="Sluice local AWS" \
      org.opencontainers.image.description="Amazon Data Firehose, AWS IoT Core's topic rules and CloudFormation on one machine" \
      org.opencontainers.image.licenses="Apache-2.0"
