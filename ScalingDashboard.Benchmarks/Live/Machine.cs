using System.Globalization;

namespace ScalingDashboard.Benchmarks.Live;

/// <summary>The machine that all processes of a run share.</summary>
internal static class Machine
{
    // The unit in which Linux counts (USER_HZ), the same on all machines.
    private const double TicksPerSecond = 100;

    /// <summary>For how long its processors were busy since it started, all together.</summary>
    public static TimeSpan Busy
    {
        get
        {
            // cpu user nice system idle iowait irq softirq steal
            var times = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(t => double.Parse(t, CultureInfo.InvariantCulture)).ToList();
            return TimeSpan.FromSeconds((times[0] + times[1] + times[2] + times[5] + times[6]) / TicksPerSecond);
        }
    }

    /// <summary>Open connections to whoever listens on the port.</summary>
    public static int ConnectionsTo(int port)
    {
        // sl local_address rem_address st ...: the address ends with the port in hexadecimal, and 01 is a connection that stands.
        var end = $":{port:X4}";
        return new[] { "/proc/net/tcp", "/proc/net/tcp6" }.Where(File.Exists).SelectMany(File.ReadLines)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Count(parts => parts[1].EndsWith(end, StringComparison.Ordinal) && parts[3] == "01");
    }
}
