import { dataFolder, initFolder } from './config';
import { type MysqlSpec, secretName } from './model';

/** Where the init container finds a Secret; one folder a Secret, one file a key. */
export const secretsFolder = '/run/secrets';
export const exporterFolder = '/run/exporter';
export const configFolder = '/etc/mysql/platform';

/** A name inside backticks of a GRANT, where _ and % would be wildcards. */
const grantPattern = (database: string): string => `\`${database.replaceAll('_', '\\_')}\``;

/** Statements for one user, idempotent; \`%PASSWORD%\` stands for the escaped password. One line each, as init-file wants them. */
function userStatements(user: string, host: string, grants: readonly string[], options = ''): string[] {
  const account = `'${user}'@'${host}'`;
  return [
    `CREATE USER IF NOT EXISTS ${account};`,
    `ALTER USER ${account} IDENTIFIED BY '%PASSWORD%'${options} ACCOUNT UNLOCK;`,
    `REVOKE ALL PRIVILEGES, GRANT OPTION FROM ${account};`,
    ...grants.map((grant) => `GRANT ${grant} TO ${account};`),
  ];
}

/** Templates of the SQL that the server runs at every start, before it takes connections; by Secret. */
export function userTemplates(spec: MysqlSpec): Readonly<Record<string, string>> {
  const lines = (statements: readonly string[]) => `${statements.join('\n')}\n`;
  const exporterGrants = ['PROCESS, REPLICATION CLIENT ON *.*', 'SELECT ON performance_schema.*'];
  return {
    // Root logs in through the socket only; its rights come from the server's own installation.
    [`${secretName.root}.sql`]: lines([`ALTER USER 'root'@'localhost' IDENTIFIED BY '%PASSWORD%' ACCOUNT UNLOCK;`]),
    [`${secretName.exporter}.sql`]: lines(userStatements('exporter', '127.0.0.1', exporterGrants, ' WITH MAX_USER_CONNECTIONS 5')),
    ...Object.fromEntries(
      spec.databases.map((database) => [
        `${secretName.user(database)}.sql`,
        lines([
          `CREATE DATABASE IF NOT EXISTS \`${database}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;`,
          ...userStatements(database, '%', [`ALL PRIVILEGES ON ${grantPattern(database)}.*`]),
        ]),
      ]),
    ),
  };
}

/**
 * The init container: a new data folder on first start, then users.sql from the templates and the mounted Secrets. Passwords
 * travel from file to file in memory; none is ever an argument or a variable of another process.
 */
export const prepareScript = `#!/bin/bash
set -euo pipefail
umask 0077

if [ ! -d ${dataFolder}/data ]; then
  # Renamed when whole: a first start that was killed begins again instead of running on half a dictionary.
  rm -rf ${dataFolder}/data.new
  mysqld --no-defaults --initialize-insecure --datadir=${dataFolder}/data.new --tmpdir=/tmp --log-error-verbosity=2
  mv ${dataFolder}/data.new ${dataFolder}/data
fi

sql_literal() {
  local value
  value=$(cat "$1")
  if [ -z "$value" ]; then echo "The Secret file $1 is empty; set it and start again." >&2; exit 1; fi
  value=\${value//\\\\/\\\\\\\\}
  value=\${value//$'\\n'/\\\\n}
  printf '%s' "\${value//\\'/\\'\\'}"
}

: > ${initFolder}/users.sql.new
for template in ${configFolder}/*.sql; do
  secret=$(basename "$template" .sql)
  password=$(sql_literal "${secretsFolder}/$secret/password")
  while IFS= read -r line; do
    printf '%s\\n' "\${line//%PASSWORD%/"$password"}" >> ${initFolder}/users.sql.new
  done < "$template"
done
mv ${initFolder}/users.sql.new ${initFolder}/users.sql

option_file() {
  local value
  value=$(cat "$2")
  value=\${value//\\\\/\\\\\\\\}
  value=\${value//$'\\n'/\\\\n}
  printf '[client]\\nuser=%s\\npassword="%s"\\nhost=127.0.0.1\\n' "$1" "\${value//\\"/\\\\\\"}"
}
option_file exporter ${secretsFolder}/${secretName.exporter}/password > ${initFolder}/probe.cnf
# Renamed into place: when the pod is built anew around the same folder, the last one is read-only.
option_file exporter ${secretsFolder}/${secretName.exporter}/password > ${exporterFolder}/my.cnf.new
chmod 0440 ${exporterFolder}/my.cnf.new
mv -f ${exporterFolder}/my.cnf.new ${exporterFolder}/my.cnf
`;
