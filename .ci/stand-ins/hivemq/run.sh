#!/bin/sh
# Copyright Sluice contributors
# SPDX-License-Identifier: Apache-2.0
#
# shellcheck disable=SC2086  # JAVA_OPTS is several words
exec java -Xmx512m -Djava.net.preferIPv4Stack=true -Djava.security.egd=file:/dev/./urandom \
    --add-opens=java.base/java.lang=ALL-UNNAMED --add-opens=java.base/java.nio=ALL-UNNAMED \
    --add-opens=java.base/sun.nio.ch=ALL-UNNAMED --add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED \
    --add-exports=java.base/jdk.internal.misc=ALL-UNNAMED -Dhivemq.home=/opt/hivemq ${JAVA_OPTS-} \
    -cp '/opt/hivemq/lib/*' com.hivemq.HiveMQServer
