namespace ScalingDashboard.Measurement.Ingestion;

/// <summary>Reads decimal numbers to 28 digits, none of which goes through a binary number.</summary>
internal static class Numbers
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>True for a finite number that a decimal holds: NaN, infinities, 1e999 and what would vanish to zero
    /// (1e-320) are refused.</summary>
    public static bool TryParse(string? text, out decimal number)
    {
        if (!decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out number))
            return false;
        if (number != 0)
            return true;
        // Zero of either sign and any scale is one zero; a zero that was written with other digits is an underflow.
        number = 0;
        var mantissa = text!.AsSpan();
        var exponent = mantissa.IndexOfAny('e', 'E');
        return !(exponent < 0 ? mantissa : mantissa[..exponent]).ContainsAnyInRange('1', '9');
    }
}
