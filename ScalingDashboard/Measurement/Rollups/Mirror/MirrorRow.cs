using System.Runtime.InteropServices;

namespace ScalingDashboard.Measurement.Rollups.Mirror;

/// <summary>What the table says of one day of one series.</summary>
/// <param name="Day">The day's number, see <see cref="DateOnly.DayNumber"/>.</param>
/// <param name="Value">Null when there is a row, but none that the mirror can hold.</param>
/// <param name="LastAt">The newest reading of the day; null when the row is gone.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MirrorRow(int UnitId, int SystemId, int Day, decimal? Value, decimal? Weight, DateTime? LastAt)
{
    public bool IsGone => LastAt is null;

    /// <summary>Blocks keep their series in this order.</summary>
    public ulong Series => Order(UnitId, SystemId);

    public static ulong Order(int unitId, int systemId) => ((ulong)(uint)unitId << 32) | (uint)systemId;
}
