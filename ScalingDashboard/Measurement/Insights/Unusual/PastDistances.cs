using ScalingDashboard.Measurement.Insights.Forecasting;

namespace ScalingDashboard.Measurement.Insights.Unusual;

/// <summary>How far the days of a series lay from what had been expected of them.</summary>
internal sealed class PastDistances
{
    /// <summary>Days whose middle distance is the drift: how far a trend runs ahead of its level.</summary>
    private const int Drifting = 4 * ForecastMethods.Week;

    /// <summary>Days whose distances say what is far, and the least of them.</summary>
    private const int Remembered = 26 * ForecastMethods.Week, Least = 20;

    /// <summary>Share of days that must differ from the one before: else the series is one of rare steps, each of them news
    /// and none of them unusual.</summary>
    private const double LeastMoving = 1.0 / 3;

    /// <summary>A day is far off when it lies so many times as far off as all but one of ten days. That is 4.9 standard deviations of
    /// normal noise; where odd days are common the tenth lies further out and the border with it.</summary>
    private const double Near = 0.9, Far = 3;

    // Both bounded by their constants, oldest first.
    private readonly Queue<(double Off, bool Moved)> _days = new(Remembered);
    private readonly Queue<double> _signed = new(Drifting);

    // The same distances from near to far: one goes in and one out each day.
    private readonly List<double> _sorted = new(Remembered);
    private int _moved;

    /// <param name="signed">How far the day lay from its level, without the drift.</param>
    /// <param name="off">How far it lay from what was expected.</param>
    /// <param name="moved">True when its figure was another than that of the day before.</param>
    public void Add(double signed, double off, bool moved)
    {
        if (_signed.Count == Drifting)
            _signed.Dequeue();
        _signed.Enqueue(signed);
        if (_days.Count == Remembered)
            Forget();
        _days.Enqueue((off, moved));
        _sorted.Insert(PlaceOf(off), off);
        _moved += moved ? 1 : 0;
    }

    public double Drift() => _signed.Count < Drifting / 2 ? 0 : ForecastMethods.Median([.. _signed]);

    /// <summary>The distance that half of the days keep within; NaN of none.</summary>
    public double Middle() => _sorted.Count == 0 ? double.NaN : (_sorted[(_sorted.Count - 1) / 2] + _sorted[_sorted.Count / 2]) / 2;

    /// <summary>The distance beyond which a day is unusual; null where that cannot be said: too few days, or a series that mostly
    /// stands still.</summary>
    public double? Border() =>
        _days.Count >= Least && Middle() > 0 && _moved >= LeastMoving * _days.Count
            ? Far * _sorted[Math.Min(_sorted.Count - 1, (int)Math.Ceiling((_sorted.Count + 1) * Near) - 1)]
            : null;

    private void Forget()
    {
        var (off, moved) = _days.Dequeue();
        _sorted.RemoveAt(PlaceOf(off));
        _moved -= moved ? 1 : 0;
    }

    /// <summary>Where it stands among the sorted, or would.</summary>
    private int PlaceOf(double off)
    {
        var place = _sorted.BinarySearch(off);
        return place < 0 ? ~place : place;
    }
}
