using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Live;

namespace ScalingDashboard.Platform.Ui;

/// <summary>A feature's words in the status line, while it has something to say that concerns every figure.</summary>
public interface IStatusNote
{
    /// <summary>Raised when <see cref="Text"/> changes.</summary>
    Topic Topic { get; }

    /// <summary>A few words; null while there is nothing to say.</summary>
    Sentence? Text { get; }
}
