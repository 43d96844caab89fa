using ScalingDashboard.Platform.Access.Screens;

namespace ScalingDashboard.Tests.Platform.Access;

[Trait("Ring", "Unit")]
public sealed class PairingCodeTests
{
    [Fact]
    public void Code_has_eight_signs_that_nobody_mistakes_for_one_another()
    {
        var codes = Enumerable.Range(0, 200).Select(_ => PairingCode.Create()).ToList();
        codes.ShouldAllBe(code => code.Length == 8 && code.All(sign => PairingCode.Signs.Contains(sign, StringComparison.Ordinal)));
        codes.Distinct().Count().ShouldBe(200);
        foreach (var alike in new[] { "0O", "1IL", "2Z", "5S", "6G", "8B", "UV" })
            PairingCode.Signs.Count(alike.Contains).ShouldBeLessThan(2, alike);
        Math.Log2(Math.Pow(PairingCode.Signs.Length, PairingCode.Length)).ShouldBeGreaterThan(36);
    }

    [Theory]
    [InlineData("K7QF-3MAH")]
    [InlineData("k7qf3mah")]
    [InlineData(" K7 QF \u2013 3M AH ")]
    public void Code_is_read_however_it_is_typed(string typed)
    {
        PairingCode.TryRead(typed, out var code).ShouldBeTrue();
        code.ShouldBe("K7QF3MAH");
        PairingCode.Shown(code!).ShouldBe("K7QF-3MAH");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("K7QF-3MA")]
    [InlineData("K7QF-3MAHH")]
    [InlineData("K7QF-3MA0")]
    [InlineData("K7QF'3MAH")]
    public void What_is_no_code_is_none(string? typed) => PairingCode.TryRead(typed, out _).ShouldBeFalse();

    [Fact]
    public void Token_is_read_back_and_nothing_that_resembles_it()
    {
        var (text, hash) = ScreenToken.Create("0f3a5c7e9b1d");
        var token = ScreenToken.Read(text)!.Value;
        token.Id.ShouldBe("0f3a5c7e9b1d");
        token.Matches(hash).ShouldBeTrue();
        token.Matches(null).ShouldBeFalse();
        token.Matches(ScreenToken.Create("0f3a5c7e9b1d").Hash).ShouldBeFalse();
        foreach (var other in new[] { null, "", ".", text[..^1], $"{text}0", text.ToUpperInvariant(), text.Replace('.', '_'), $".{text}" })
            ScreenToken.Read(other).ShouldBeNull(other);
    }
}
