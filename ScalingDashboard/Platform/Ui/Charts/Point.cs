namespace ScalingDashboard.Platform.Ui.Charts;

/// <summary>A place in a drawing, in its own units: x to the right, y down.</summary>
public readonly record struct Point(double X, double Y)
{
    /// <summary>As SVG writes it: two decimals, invariant.</summary>
    public override string ToString() => $"{Svg.Number(X)},{Svg.Number(Y)}";
}

/// <summary>The spelling of numbers in SVG attributes.</summary>
public static class Svg
{
    public static string Number(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);
}
