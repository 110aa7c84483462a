#!/bin/sh
# Writes a configuration file for each template, with the values of the environment's variables.
set -e

templates=${NGINX_ENVSUBST_TEMPLATE_DIR:-/etc/nginx/templates}
suffix=${NGINX_ENVSUBST_TEMPLATE_SUFFIX:-.template}
output=${NGINX_ENVSUBST_OUTPUT_DIR:-/etc/nginx/conf.d}

[ -d "$templates" ] || exit 0

# Only variables that are set are replaced: nginx has variables of its own that look the same.
names=$(awk -v wanted="${NGINX_ENVSUBST_FILTER-}" \
  'BEGIN { for (name in ENVIRON) if (name ~ wanted) printf "${%s} ", name }')

find "$templates" -follow -type f -name "*$suffix" | while read -r template; do
  path=${template#"$templates/"}
  file=$output/${path%"$suffix"}
  mkdir -p "$(dirname "$file")"
  envsubst "$names" <"$template" >"$file"
done
