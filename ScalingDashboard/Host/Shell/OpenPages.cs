using Microsoft.Extensions.Options;

namespace ScalingDashboard.Host.Shell;

/// <summary>Counts the live pages of this host, so that one reader cannot take the places of all others.</summary>
internal sealed class OpenPages(IOptions<PageOptions> options)
{
    private readonly Lock _lock = new();

    // Bounded by the places.
    private readonly Dictionary<string, int> _open = new(StringComparer.Ordinal);
    private int _all;

    /// <summary>Why one more page of a reader would not become live; null when it would.</summary>
    public string? Refusal(string reader)
    {
        lock (_lock)
            return RefusalLocked(reader);
    }

    /// <summary>Takes a place, to be given back with <see cref="Leave"/>.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public void Enter(string reader)
    {
        lock (_lock)
        {
            // Who asked, and found room, may find it taken.
            if (RefusalLocked(reader) is { } refusal)
                throw new InvalidOperationException(refusal);
            _open[reader] = _open.GetValueOrDefault(reader) + 1;
            _all++;
        }
    }

    public void Leave(string reader)
    {
        lock (_lock)
        {
            _all--;
            if (--_open[reader] == 0)
                _open.Remove(reader);
        }
    }

    private string? RefusalLocked(string reader) =>
        _open.GetValueOrDefault(reader) >= options.Value.MostPerReader ? $"{options.Value.MostPerReader} live pages of this reader are open. Close one and load the page again."
        : _all >= options.Value.Most ? $"{options.Value.Most} live pages are open on this host. Try again later."
        : null;
}
