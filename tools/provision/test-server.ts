import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findOnPath, isExecutable, run } from '../processes.ts';
import { whileWaiting } from '../progress.ts';
import type { Progress } from '../progress.ts';
import { Sentence } from '../sentence.ts';
import { cacheDir, makeOnce } from './cache.ts';
import { downloadBySdk } from './sdk-download.ts';

const version = '1.38.0';

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>mua</groupId><artifactId>test-server</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>io.temporal</groupId><artifactId>temporal-test-server</artifactId><version>${version}</version></dependency>
  </dependencies>
</project>
`;

/** Starts the Java server as if it were one executable; small heap, since tests run beside each other. */
const wrapper = `#!/bin/sh
exec java -Xmx512m -XX:+UseSerialGC -cp "$(dirname "$0")/lib/*" io.temporal.testserver.TestServer "$@"
`;

/**
 * Path of Temporal's time-skipping test server, for calendar tests: from the cache, by the SDK's download, or
 * from Maven Central, where it needs Java 17.
 * @throws {Sentence} when none of these ways is open.
 */
export async function resolveTestServer({ progress }: { progress: Progress }): Promise<string> {
  const folder = join(cacheDir(), `test-server-${version}`);
  const executable = join(folder, 'temporal-test-server');
  const made = await makeOnce(folder, async () => await isExecutable(executable), progress, async (scratch) => {
    const whole = join(scratch, 'whole');
    await mkdir(whole);
    const downloads = join(scratch, 'downloads');
    await mkdir(downloads);
    const downloaded = await whileWaiting(progress, 'Downloading the time-skipping test server', downloadBySdk('time-skipping', downloads));
    if (downloaded !== undefined) await rename(downloaded, join(whole, 'temporal-test-server'));
    else await fetchByMaven(scratch, whole, progress);
    await chmod(join(whole, 'temporal-test-server'), 0o755);
    return whole;
  });
  return join(made, 'temporal-test-server');
}

async function fetchByMaven(scratch: string, whole: string, progress: Progress): Promise<void> {
  const [java, maven] = [await findOnPath('java'), await findOnPath('mvn')];
  if (java === undefined || maven === undefined) {
    throw new Sentence('The calendar tests need the time-skipping test server: install Java 17 and Maven (Debian: apt-get install openjdk-17-jre-headless maven) and start again.');
  }
  await writeFile(join(scratch, 'pom.xml'), pom);
  const fetched = await whileWaiting(progress, 'Fetching the time-skipping test server by Maven', run(
    maven, ['-q', '-B', 'dependency:copy-dependencies', `-DoutputDirectory=${join(whole, 'lib')}`], { cwd: scratch, timeoutMs: 600_000 },
  ));
  if (fetched.code !== 0) {
    const why = fetched.output.split('\n').find((line) => line.includes('ERROR')) ?? 'no output';
    throw new Sentence(`Maven could not fetch the time-skipping test server (${why.slice(0, 200)}): check that this machine reaches Maven Central or a mirror of it, then start again.`);
  }
  await writeFile(join(whole, 'temporal-test-server'), wrapper);
}
