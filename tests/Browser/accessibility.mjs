import assert from 'node:assert/strict';
import axe from 'axe-core';

/** Findings that antd itself causes and that an application can't mend: rule, part of the selector, why. */
const allowed = [];

/** Fails on serious and critical findings. */
export async function assertAccessible(page, name) {
  await settled(page);
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, { resultTypes: ['violations'] }),
  );
  const findings = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map((node) => ({ id, target: node.target.join(' '), html: node.html, why: node.failureSummary })),
    )
    .filter(({ id, target }) => !allowed.some((entry) => entry.rule === id && target.includes(entry.part)));
  assert.deepEqual(findings, [], `accessibility of ${name}`);
}

/** Waits until nothing moves: half-transparent text has another contrast. */
export async function settled(page) {
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        (animation) =>
          animation.playState !== 'running' || animation.effect?.getTiming().iterations === Infinity,
      ),
  );
}
