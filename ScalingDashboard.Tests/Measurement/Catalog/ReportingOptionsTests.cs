using System.ComponentModel.DataAnnotations;
using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Tests.Measurement.Catalog;

[Trait("Ring", "Unit")]
public sealed class ReportingOptionsTests
{
    [Fact]
    public void What_is_not_set_is_the_calendar_year_in_utc() => Errors(new()).ShouldBeEmpty();

    [Fact]
    public void Every_setting_that_is_wrong_is_named_with_what_it_may_be() =>
        Errors(new() { TimeZone = "Berlin", FiscalPattern = "4-4-4", WeekStart = "Mo", Week53 = "drop" }).ShouldBe(
        [
            "Reporting:TimeZone 'Berlin' is not an IANA time zone; use a name like Europe/Berlin.",
            "Reporting:FiscalPattern '4-4-4' is not known; use one of months, 4-4-5, 4-5-4, 5-4-4.",
            "Reporting:WeekStart 'Mo' is not known; use one of Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday.",
            "Reporting:Week53 'drop' is not known; use one of shift, align.",
        ]);

    [Theory]
    [InlineData(0)]
    [InlineData(13)]
    public void A_fiscal_year_begins_in_one_of_twelve_months(int month) => Errors(new() { FiscalYearStart = month }).ShouldHaveSingleItem();

    private static List<string?> Errors(ReportingOptions options)
    {
        var errors = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), errors, validateAllProperties: true);
        return [.. errors.Select(error => error.ErrorMessage)];
    }
}
