using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Ingestion;

/// <summary>Reads a body line by line as bytes. What it keeps is bounded by the longest line that is taken.</summary>
internal sealed class Utf8Lines(Stream body)
{
    /// <summary>Far more than a reading takes.</summary>
    private const int Longest = 1024 * 1024;

    private byte[] _buffer = new byte[64 * 1024];
    private int _lineStart, _lineEnd, _next, _end;
    private bool _isFirst = true;

    /// <summary>Without its end; valid until the next one is read.</summary>
    public ReadOnlySpan<byte> Line => _buffer.AsSpan(_lineStart, _lineEnd - _lineStart);

    /// <summary>Some programs begin a file with a byte order mark, which says nothing here.</summary>
    public static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> text) => text.StartsWith("\uFEFF"u8) ? text["\uFEFF"u8.Length..] : text;

    /// <summary>False when there are no more lines.</summary>
    /// <exception cref="Invalid">A line has no end within reason.</exception>
    public async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        var searched = 0;
        while (true)
        {
            var found = _buffer.AsSpan(_next + searched, _end - _next - searched).IndexOf((byte)'\n');
            if (found >= 0)
                return Take(_next + searched + found, _next + searched + found + 1);
            searched = _end - _next;
            MakeRoom();
            var read = await body.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            if (read == 0)
                return searched > 0 && Take(_end, _end);
            _end += read;
        }
    }

    private bool Take(int lineEnd, int next)
    {
        (_lineStart, _lineEnd, _next) = (_next, lineEnd, next);
        if (_isFirst)
            _lineStart = _lineEnd - WithoutMark(Line).Length;
        _isFirst = false;
        return true;
    }

    // The begun line goes to the front, and the buffer grows when it is all one line.
    private void MakeRoom()
    {
        var begun = _buffer.AsSpan(_next, _end - _next);
        if (begun.Length == _buffer.Length)
        {
            if (begun.Length >= Longest)
                throw new Invalid($"A line is longer than {Longest / 1024} KB. Put each reading on a line of its own. Nothing was stored.");
            Array.Resize(ref _buffer, _buffer.Length * 2);
            return;
        }
        begun.CopyTo(_buffer);
        (_next, _end) = (0, begun.Length);
    }
}
