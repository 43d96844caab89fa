using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Access.People;

namespace ScalingDashboard.Tests.Platform.Access;

[Trait("Ring", "Unit")]
public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("correct horse tin whistle")]
    [InlineData("zwölf Boxkämpfer jagen")]
    [InlineData("nodigitsnocapitals here")]
    [InlineData("83920174650218")]
    public void A_long_password_is_taken_whatever_its_characters(string password) =>
        PasswordRules.Refusal(password, "office@example.com").ShouldBeNull();

    [Fact]
    public void Sixty_four_characters_and_more_are_taken() =>
        PasswordRules.Refusal(string.Concat(Enumerable.Repeat("tin whistle ", 20)), "office@example.com").ShouldBeNull();

    [Theory]
    [InlineData("short")]
    [InlineData("elevenchars")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("abababababab")]
    [InlineData("Password1234")]
    [InlineData("P@ssw0rd2026!")]
    [InlineData("ScalingDashboard1")]
    [InlineData("123456789012")]
    [InlineData("qwertyuiopas")]
    [InlineData("1qaz2wsx3edc")]
    [InlineData("Office-2026-office")]
    public void What_is_tried_first_is_refused(string password) =>
        PasswordRules.Refusal(password, "office@example.com").ShouldNotBeNull();

    [Fact]
    public void A_novel_is_refused() => PasswordRules.Refusal(string.Concat(Enumerable.Repeat("tin whistle ", 30)), "").ShouldNotBeNull();

    // What OWASP asks for of PBKDF2 with SHA-512.
    [Fact]
    public void A_password_is_hashed_often_enough_wherever_no_test_makes_it_quick()
    {
        using var product = new ServiceCollection().AddAccess().BuildServiceProvider();
        product.GetRequiredService<IOptions<PasswordHasherOptions>>().Value.IterationCount.ShouldBeGreaterThanOrEqualTo(210_000);
    }
}
