import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
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

/**
 * The server would outlive a test run that was killed, so a watch ends it when its starter is gone: `$$` is
 * the server's own id after exec.
 */
const watch = `#!/bin/sh
starter=$PPID
here=$(dirname "$0")
(while kill -0 $starter && kill -0 $$; do sleep 2; done; kill -9 $$) </dev/null >/dev/null 2>&1 &
`;
const byDownload = `${watch}exec "$here/server" "$@"\n`;
/** Small heap, since tests run beside each other. */
const byMaven = `${watch}exec java -Xmx512m -XX:+UseSerialGC -cp "$here/lib/*" io.temporal.testserver.TestServer "$@"\n`;

/**
 * Path of Temporal's time-skipping test server, for calendar tests: from the cache, by the SDK's download, or
 * from Maven Central, where it needs Java 17.
 * @throws {Sentence} when none of these ways is open.
 */
export async function resolveTestServer({ progress }: { progress: Progress }): Promise<string> {
  const folder = join(cacheDir(), `test-server-${version}`);
  const executable = join(folder, 'temporal-test-server');
  const isThere = async (): Promise<boolean> => {
    const text = await readFile(executable, 'utf8').catch(() => '');
    return (await isExecutable(executable)) && (text === byDownload || text === byMaven);
  };
  const made = await makeOnce(folder, isThere, progress, async (scratch) => {
    const whole = join(scratch, 'whole');
    await mkdir(whole);
    const downloads = join(scratch, 'downloads');
    await mkdir(downloads);
    const downloaded = await whileWaiting(progress, 'Downloading the time-skipping test server', downloadBySdk('time-skipping', downloads));
    if (downloaded === undefined) {
      await fetchByMaven(scratch, whole, progress);
    } else {
      await rename(downloaded, join(whole, 'server'));
      await chmod(join(whole, 'server'), 0o755);
    }
    await writeFile(join(whole, 'temporal-test-server'), downloaded === undefined ? byMaven : byDownload, { mode: 0o755 });
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
}
