/** What `./run --json` printed: where the platform under test is and how to sign in. */
export function platformUnderTest() {
  const line = process.env.YIXUN_RUN_JSON;
  if (!line) {
    throw new Error('Set YIXUN_RUN_JSON to the JSON line that ./run --json prints.');
  }
  const run = JSON.parse(line);
  return {
    url: run.url.replace(/\/$/, ''),
    admin: run.admin,
    simulator: run.simulator.url.replace(/\/$/, ''),
  };
}
