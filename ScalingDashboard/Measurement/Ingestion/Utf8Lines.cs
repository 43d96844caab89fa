namespace ScalingDashboard.Measurement.Ingestion;

/// <summary>Reads a body line by line as bytes. What it keeps is bounded by the longest line that is taken.</summary>
internal sealed class Utf8Lines(Stream body)
{
    /// <summary>Far more than a reading takes, in bytes. Of a longer line nothing is kept.</summary>
    public const int Longest = 64 * 1024;

    private readonly byte[] _buffer = new byte[2 * Longest];
    private int _lineStart, _lineEnd, _next, _end;
    private bool _isFirst = true, _isPassedOver;

    /// <summary>Without its end; valid until the next one is read.</summary>
    public ReadOnlySpan<byte> Line => _buffer.AsSpan(_lineStart, _lineEnd - _lineStart);

    /// <summary>True when the line was longer than <see cref="Longest"/>; then it is empty.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Some programs begin a file with a byte order mark, which says nothing here.</summary>
    public static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> text) => text.StartsWith("\uFEFF"u8) ? text["\uFEFF"u8.Length..] : text;

    /// <summary>False when there are no more lines.</summary>
    public async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        var searched = 0;
        while (true)
        {
            var found = _buffer.AsSpan(_next + searched, _end - _next - searched).IndexOf((byte)'\n');
            if (found >= 0)
                return Take(_next + searched + found, _next + searched + found + 1);
            MakeRoom();
            searched = _end - _next;
            var read = await body.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            if (read == 0)
                return (searched > 0 || _isPassedOver) && Take(_end, _end);
            _end += read;
        }
    }

    private bool Take(int lineEnd, int next)
    {
        (_lineStart, _lineEnd, _next) = (_next, lineEnd, next);
        if (_isFirst)
            _lineStart = _lineEnd - WithoutMark(Line).Length;
        (_isFirst, IsTooLong, _isPassedOver) = (false, _isPassedOver || lineEnd - _lineStart > Longest, false);
        if (IsTooLong)
            _lineStart = _lineEnd;
        return true;
    }

    // The begun line goes to the front, where as much fits behind it; one that is longer than any is forgotten.
    private void MakeRoom()
    {
        var begun = _buffer.AsSpan(_next, _end - _next);
        if (begun.Length > Longest)
        {
            _isPassedOver = true;
            begun = [];
        }
        begun.CopyTo(_buffer);
        (_next, _end) = (0, begun.Length);
    }
}
