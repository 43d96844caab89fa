namespace ScalingDashboard.Measurement.Readings;

/// <summary>A sum that is exact, or says that it is not: a <see cref="decimal"/> rounds in silence where it runs out of digits.</summary>
internal struct ExactSum
{
    // A decimal holds 28 digits whole; one is left for what the addition itself may carry.
    private const int Digits = 27;

    private int _scale;
    private bool _isRounded;

    /// <summary>Null before anything was added; of no meaning where <see cref="IsExact"/> is false.</summary>
    public decimal? Total { get; private set; }

    public readonly bool IsExact => !_isRounded;

    public void Add(decimal number)
    {
        _scale = Math.Max(_scale, number.Scale);
        _isRounded |= !Fits(number);
        if (_isRounded)
            return;
        Total = Total + number ?? number;
        _isRounded = !Fits(Total.Value);
    }

    public void AddProduct(decimal one, decimal other)
    {
        var scale = one.Scale + other.Scale;
        if (scale <= Digits && Math.Abs((double)one) * Math.Abs((double)other) < Math.Pow(10, Digits - 1 - scale))
            Add(one * other);
        else
            _isRounded = true;
    }

    public void Add(ExactSum other)
    {
        _isRounded |= other._isRounded;
        if (other.Total is { } total)
            Add(total);
    }

    // Compared as a double, which is close enough by a digit.
    private readonly bool Fits(decimal number) => _scale < Digits && Math.Abs((double)number) < Math.Pow(10, Digits - 1 - _scale);
}
