using ScalingDashboard.Platform.Access.Keys;

namespace ScalingDashboard.Tests.Platform.Access;

[Trait("Ring", "Unit")]
public sealed class ApiKeyTextTests
{
    [Fact]
    public void A_new_key_is_one_word_and_is_recognised()
    {
        var (text, kept) = ApiKeyText.Create();
        text.ShouldMatch("^sd_[0-9a-f]{12}_[0-9a-f]{64}$");
        ApiKeyText.TryParse(text, out var parsed).ShouldBeTrue();
        parsed.Value.Id.ShouldBe(kept.Id);
        parsed.Value.Matches(kept.Hash).ShouldBeTrue();
    }

    [Fact]
    public void What_is_kept_does_not_give_the_key_away()
    {
        var (text, kept) = ApiKeyText.Create();
        kept.Hash.Length.ShouldBe(32);
        text.ShouldNotContain(Convert.ToHexStringLower(kept.Hash));
    }

    [Fact]
    public void Another_secret_under_the_same_id_does_not_match()
    {
        var (text, _) = ApiKeyText.Create();
        var (other, otherKept) = ApiKeyText.Create();
        ApiKeyText.TryParse(text[..16] + other[16..], out var forged).ShouldBeTrue();
        ApiKeyText.TryParse(text, out var real).ShouldBeTrue();
        forged.Value.Matches(real.Value.Hash).ShouldBeFalse();
        forged.Value.Matches(otherKept.Hash).ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("sd_")]
    [InlineData("sd_000000000000_")]
    [InlineData("SD_000000000000_0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("sd_00000000000G_0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("sd_000000000000-0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("sd_000000000000_000000000000000000000000000000000000000000000000000000000000000A")]
    [InlineData("sd_000000000000_00000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("sd_000000000000_000000000000000000000000000000000000000000000000000000000000000\0")]
    public void What_only_resembles_a_key_is_refused(string text) => ApiKeyText.TryParse(text, out _).ShouldBeFalse();
}
