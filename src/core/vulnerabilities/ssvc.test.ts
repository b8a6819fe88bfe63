import { expect, it } from 'vitest';
import { decideDeployment, ssvcExploitations, ssvcExposures, ssvcHumanImpacts, type DeployerPoints } from './ssvc.ts';

const order = ['defer', 'scheduled', 'out-of-cycle', 'immediate'];
const all: readonly DeployerPoints[] = ssvcExploitations.flatMap((exploitation) =>
  ssvcExposures.flatMap((exposure) =>
    [false, true].flatMap((isAutomatable) =>
      ssvcHumanImpacts.map((humanImpact) => ({ exploitation, exposure, isAutomatable, humanImpact })),
    ),
  ),
);

it('waits where nothing is known to exploit and nobody is hurt, and hurries where both are the worst', () => {
  const least = { exploitation: 'none', exposure: 'small', isAutomatable: false, humanImpact: 'low' } as const;
  const most = { exploitation: 'active', exposure: 'open', isAutomatable: true, humanImpact: 'very-high' } as const;
  expect([decideDeployment(least), decideDeployment(most)]).toEqual(['defer', 'immediate']);
});

it('never decides for less haste where one point is worse', () => {
  const ranks = ({ exploitation, exposure, isAutomatable, humanImpact }: DeployerPoints): readonly number[] => [
    ssvcExploitations.indexOf(exploitation),
    ssvcExposures.indexOf(exposure),
    isAutomatable ? 1 : 0,
    ssvcHumanImpacts.indexOf(humanImpact),
  ];
  const wrong = all.filter((one) =>
    all.some((other) => {
      const isNoBetter = ranks(other).every((rank, at) => rank >= (ranks(one)[at] ?? 0));
      return isNoBetter && order.indexOf(decideDeployment(other)) < order.indexOf(decideDeployment(one));
    }),
  );
  expect(wrong).toEqual([]);
  expect(all).toHaveLength(72);
});
