import { testRegionDriver } from '#server/testing/region-driver-contract.ts'
import { useServerProgram } from '#server/testing/server-program.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'

const program = useServerProgram()
const platform = useTestPlatform({
  regionServers: { program: () => program.of(), firstPort: 27_100, patience: { retiredMs: 1_000 } },
})

testRegionDriver(platform, () => platform.ctx().drivers.process)
