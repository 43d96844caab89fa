using ScalingDashboard.Tests.Browser;
using ScalingDashboard.Tests.Faults.Rig;
using Xunit.Abstractions;
using Xunit.Sdk;

[assembly: TestFramework("ScalingDashboard.Tests.Support.RunFramework", "ScalingDashboard.Tests")]

namespace ScalingDashboard.Tests.Support;

/// <summary>xUnit's own framework, which in addition ends what lives as long as the run. xUnit 2 has no fixture for that,
/// and the test host is killed too soon after the last test for a process-exit handler.</summary>
public sealed class RunFramework : XunitTestFramework
{
    public RunFramework(IMessageSink messageSink)
        : base(messageSink) => DisposalTracker.Add(new EndOfRun());

    private sealed class EndOfRun : IDisposable
    {
        public void Dispose()
        {
            Chromium.Stop();
            BreakableServer.RemoveRest();
            TestServer.Stop();
        }
    }
}
