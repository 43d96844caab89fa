namespace ScalingDashboard.Measurement.Rollups.Sketches;

/// <summary>The second byte of stored sketches. Numbers are never given anew.</summary>
internal enum SketchKind : byte
{
    PoolOfValues = 1,
    PoolOfBins = 2,
    DistinctHashes = 3,
    DistinctRegisters = 4,
    Chain = 5,
}
