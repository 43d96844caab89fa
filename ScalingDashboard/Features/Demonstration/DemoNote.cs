using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Live;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Features.Demonstration;

/// <summary>Says on the page how far the history has been loaded: until then figures are still growing.</summary>
internal sealed class DemoNote(DemoProgress progress) : IStatusNote
{
    public Topic Topic => DemoProgress.Changed;

    public Sentence? Text => progress.Current is { Stage: DemoStage.Loading } state
        ? new(DemonstrationTexts.ResourceManager, nameof(DemonstrationTexts.Loading), state.Share * 100)
        : null;
}
