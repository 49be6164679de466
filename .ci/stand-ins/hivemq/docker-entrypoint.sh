#!/bin/sh
# Copyright Sluice contributors
# SPDX-License-Identifier: Apache-2.0
exec "$@"
