using ScalingDashboard.Platform.Data.Postgres;
using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Live;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Host.Shell;

/// <summary>Says in the status line that the disk of the database fills up.</summary>
internal sealed class DiskNote : IStatusNote
{
    private readonly DiskWatch _disk;

    public DiskNote(DiskWatch disk, LiveFeed feed)
    {
        _disk = disk;
        _disk.Changed += () => feed.Raise(Topic);
    }

    public Topic Topic { get; } = new("disk");

    public Sentence? Text => _disk.InUse is { } disk
        ? new(ShellTexts.ResourceManager, disk.IsUrgent ? nameof(ShellTexts.DiskNearlyFull) : nameof(ShellTexts.DiskInUse), disk.Share)
        : null;
}
