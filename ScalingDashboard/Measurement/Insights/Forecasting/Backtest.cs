namespace ScalingDashboard.Measurement.Insights.Forecasting;

/// <summary>How a method would have done: errors (what came minus what was said) by days ahead, over many starting days.</summary>
/// <param name="Errors">One list for each day ahead, the first for tomorrow.</param>
internal sealed record Backtest(ForecastMethod Method, IReadOnlyList<double>[] Errors)
{
    /// <summary>The mean absolute error over all days ahead.</summary>
    public double Error { get; } = Errors.SelectMany(e => e).Select(Math.Abs).DefaultIfEmpty(double.PositiveInfinity).Average();

    /// <summary>Continues the history from each of several past days, as if that had been today, and compares with what came.</summary>
    /// <param name="starts">Numbers of known days to start from: how long the history was then.</param>
    public static Backtest Of(ForecastMethod method, double[] history, IReadOnlyList<int> starts, int days)
    {
        var errors = Enumerable.Range(0, days).Select(_ => new List<double>(starts.Count)).ToArray();
        foreach (var start in starts)
        {
            var said = method.Continue(history[..start], Math.Min(days, history.Length - start));
            for (var ahead = 0; ahead < said.Length; ahead++)
                if (history[start + ahead] is var came && !double.IsNaN(came))
                    errors[ahead].Add(came - said[ahead]);
        }
        return new Backtest(method, errors);
    }
}
